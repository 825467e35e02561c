-- Whether all of a study has come.
alter table study add column judge_at timestamptz; -- when to look whether it is complete; null: nothing to wait for
update study set complete = true; -- what was there before is no news
create index study_to_be_judged on study (judge_at) where judge_at is not null;

-- Who has said what belongs to a study.
create table study_expectation (
    study_uid text not null,
    evidence  text not null, -- a sentence's subject, such as "the storage commitment 1.2.3 of CT1"
    instances text[] not null default '{}', -- SOP Instance UIDs; empty where only their number is known
    number    integer not null,
    primary key (study_uid, evidence)
);

-- Requests for storage commitment (PS3.4 J.3.2), until they are answered.
create table commitment_request (
    id              bigint generated always as identity primary key,
    calling_ae      text        not null,
    called_ae       text        not null,
    transaction_uid text        not null,
    association_id  text        not null, -- of the one it came by
    sop_classes     text[]      not null,
    sop_instances   text[]      not null,
    requested_at    timestamptz not null default clock_timestamp(),
    state           text        not null default 'OPEN', -- OPEN, REPORTED, UNDELIVERABLE
    attempts        integer     not null default 0,
    next_at         timestamptz not null default clock_timestamp(),
    unique (calling_ae, transaction_uid)
);
create index commitment_request_open on commitment_request (next_at) where state = 'OPEN';

-- Objects whose file is gone or has other bytes than its digest says.
create table damaged_object (
    uid      text        primary key,
    found_at timestamptz not null default clock_timestamp()
);
