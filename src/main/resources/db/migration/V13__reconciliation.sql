-- Which scheduled step the images of a study are of. A study that nobody ordered has no row.
create table study_match (
    study_uid  text        primary key,
    state      text        not null, -- MATCHED by the hub, LINKED by a person, HELD for a person to decide, UNLINKED by a person
    item_id    bigint,               -- the scheduled step; null where the study belongs to none
    reason     text        not null, -- a sentence
    actor      text        not null, -- the hub's intake, or a person
    decided_at timestamptz not null default clock_timestamp()
);
create index study_match_held on study_match (decided_at) where state = 'HELD';

-- Decisions of persons, in their order; what was before, so that they can be undone.
create table study_match_decision (
    id           bigint generated always as identity primary key,
    study_uid    text        not null,
    actor        text        not null,
    decided_at   timestamptz not null default clock_timestamp(),
    before_state text,                 -- null: the study had no match
    before_item  bigint,
    before_reason text,
    undone       boolean     not null default false,
    applied      boolean     not null default false, -- to the objects that were there
    signalled_at timestamptz not null default '-infinity'
);
create index study_match_decision_study on study_match_decision (study_uid, id);
create index study_match_decision_open on study_match_decision (signalled_at) where not applied;

create index received_object_study on received_object (study_uid) where state = 'STORED';
