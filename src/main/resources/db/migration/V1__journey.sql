-- One timeline per study: what happened to a file before its study was known joins the study by a link.
create table journey_event (
    id      bigint generated always as identity primary key,
    at      timestamptz not null default clock_timestamp(),
    subject text        not null,
    step    text        not null,
    actor   text        not null,
    text    text        not null
);
create index journey_event_subject on journey_event (subject, id);

create table journey_link (
    subject   text not null,
    study_uid text not null,
    primary key (study_uid, subject)
);
