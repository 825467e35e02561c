-- What queries look for and answer, kept by whoever stores; and what is to be told of a study.

-- The forms under which a person's names are found: without case, in their own script and in Latin letters.
create table patient_key (
    patient_id bigint not null references patient on delete cascade,
    key        text   not null,
    primary key (patient_id, key)
);
-- by pattern, whatever the database's order of letters is
create index patient_key_prefix on patient_key (key text_pattern_ops);
create index patient_pid on patient (pid text_pattern_ops);
create index patient_birth_date on patient (birth_date);

-- One for all studies: a study that was emptied and filled again goes on, and what is told late of it means nothing newer.
create sequence study_revision start 2;
alter table study
    add column modalities       text[]      not null default '{}',
    add column sop_classes      text[]      not null default '{}',
    add column series_count     integer     not null default 0,
    add column instance_count   integer     not null default 0,
    add column source_ae        text        not null default '', -- who sent the newest objects
    add column sequences        jsonb       not null default '{}', -- by tag: the items, each by tag
    add column description_keys text[],     -- null: not made yet
    add column referring_keys   text[],
    add column institution_keys text[],
    add column revision         bigint      not null default 1, -- grows with every change
    add column announced        bigint      not null default 1, -- the revision that was told; what was there before is no news
    add column signalled_at     timestamptz not null default '-infinity',
    add column complete         boolean     not null default false;
alter table study alter column announced set default 0, alter column revision set default nextval('study_revision');
create index study_unannounced on study (signalled_at) where revision > announced;
create index study_date on study (study_date);
create index study_accession_prefix on study (accession text_pattern_ops);
drop index study_accession;

alter table series
    add column performed_date   date, -- Performed Procedure Step Start Date (0040,0244)
    add column performed_time   time,
    add column station          text   not null default '', -- Station Name (0008,1010)
    add column protocol         text   not null default '', -- Protocol Name (0018,1030)
    add column instance_count   integer not null default 0,
    add column sequences        jsonb  not null default '{}',
    add column description_keys text[],
    add column performing_keys  text[],
    add column operators_keys   text[];

alter table instance
    add column row_count    integer,
    add column column_count integer,
    add column content_date date,
    add column content_time time,
    add column sequences    jsonb not null default '{}';

update series set instance_count = (select count(*) from instance where series_uid = series.uid);
update study set
    series_count = (select count(*) from series where study_uid = study.uid),
    instance_count = (select coalesce(sum(instance_count), 0) from series where study_uid = study.uid),
    modalities = array(select distinct modality from series where study_uid = study.uid and modality <> '' order by 1),
    sop_classes = array(select distinct sop_class from instance join series on series.uid = series_uid
                        where study_uid = study.uid order by 1);

-- What a person replaced by a correction: kept, and found by digest.
create table instance_version (
    uid             text        not null,
    sha256          text        not null,
    study_uid       text        not null,
    series_uid      text        not null,
    sop_class       text        not null,
    transfer_syntax text        not null,
    size            bigint      not null,
    location        text        not null,
    stored_at       timestamptz not null,
    replaced_at     timestamptz not null default clock_timestamp(),
    primary key (uid, sha256)
);
