create table patient (
    id         bigint generated always as identity primary key,
    issuer     text        not null, -- Issuer of Patient ID (0010,0021); '' is the hospital's own numbering
    pid        text        not null, -- Patient ID (0010,0020)
    name       text        not null, -- Patient's Name (0010,0010), PN as stored
    latin_name text        not null, -- Other Patient Names (0010,1001), PN; '' where none is known
    birth_date date,
    sex        text        not null, -- M, F, O or ''
    updated_at timestamptz not null default clock_timestamp(),
    unique (issuer, pid)
);

create table patient_identifier (
    patient_id bigint not null references patient,
    issuer     text   not null, -- Issuer of Patient ID inside Other Patient IDs Sequence (0010,1002)
    value      text   not null,
    primary key (patient_id, issuer, value)
);
create index patient_identifier_value on patient_identifier (value, issuer);
