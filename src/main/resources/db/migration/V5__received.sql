-- DICOM objects as they came: by C-STORE, or out of a file that was dropped. Success was answered for each row.
create table received_object (
    id              bigint generated always as identity primary key,
    source          text        not null, -- mappings/sources/SOURCE.yaml, or the AE title that has none
    calling_ae      text        not null,
    called_ae       text        not null,
    peer            text        not null, -- the address it came from
    sop_class       text        not null, -- as the sender said it
    sop_instance    text        not null, -- as the sender said it
    transfer_syntax text        not null,
    sha256          text        not null, -- of the Part 10 file, whose name it is in the landing store
    size            bigint      not null, -- bytes
    landed_file_id  bigint references landed_file, -- the dropped file that it came in
    state           text        not null default 'LANDED', -- LANDED, STORED, SAME, QUARANTINED
    failures        integer     not null default 0,
    signalled_at    timestamptz not null default '-infinity',
    landed_at       timestamptz not null default clock_timestamp(),
    study_uid       text,
    object_uid      text, -- its SOP Instance UID in the archive
    content_sha256  text  -- of the data set as it came, worked out when another object with its UID comes
);
create index received_unsignalled on received_object (signalled_at) where state = 'LANDED';
create index received_object_uid on received_object (object_uid) where object_uid is not null;
create index received_sha256 on received_object (sha256);
create unique index received_in_file on received_object (landed_file_id, sha256) where landed_file_id is not null;
create index landed_file_sha256 on landed_file (sha256);

-- What text that is not ASCII looked like so far, by source and declared character set: the memory of the detection.
create table source_text (
    source     text        not null,
    declared   text        not null, -- Specific Character Set (0008,0005) of the objects; '' for none
    sample     bytea       not null, -- distinct values, a line each
    encoding   text        not null, -- what they are in; '' for as long as that is not certain
    updated_at timestamptz not null default clock_timestamp(),
    primary key (source, declared)
);

alter table quarantine_entry
    add column received_id bigint references received_object,
    add column conflict boolean not null default false; -- the archive has another object under its UID
create index quarantine_received on quarantine_entry (received_id) where received_id is not null;
