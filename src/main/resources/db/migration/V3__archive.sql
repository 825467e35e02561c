-- The catalogue. Dates and times stand as DICOM has them: local to the place, with an offset only where (0008,0201) gave one.
create table study (
    uid               text        primary key,
    patient_id        bigint      not null references patient,
    study_date        date,
    study_time        time,
    zone_offset       text        not null,
    accession         text        not null,
    accession_issuer  text        not null,
    study_id          text        not null,
    description       text        not null,
    referring_name    text        not null,
    institution       text        not null,
    created_at        timestamptz not null default clock_timestamp(),
    updated_at        timestamptz not null default clock_timestamp()
);
create index study_patient on study (patient_id);
create index study_accession on study (accession) where accession <> '';
create index study_created on study (created_at desc);

create table series (
    uid               text primary key,
    study_uid         text not null references study,
    number            integer,
    modality          text not null,
    description       text not null,
    body_part         text not null,
    laterality        text not null,
    series_date       date,
    series_time       time,
    performing_name   text not null,
    operators_name    text not null
);
create index series_study on series (study_uid);

create table instance (
    uid             text    primary key,
    series_uid      text    not null references series,
    number          integer,
    sop_class       text    not null,
    transfer_syntax text    not null,
    image_type      text    not null,
    frames          integer not null,
    sha256          text    not null, -- of the whole Part 10 file
    size            bigint  not null, -- bytes
    location        text    not null, -- relative to the online tier
    stored_at       timestamptz not null default clock_timestamp()
);
create index instance_series on instance (series_uid);
