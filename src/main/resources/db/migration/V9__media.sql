-- DICOMDIRs whose files are still to be looked for.
create table media_directory (
    file_id   bigint      primary key references landed_file,
    instances text[]      not null, -- Referenced SOP Instance UID in File (0004,1511)
    due_at    timestamptz not null
);
create index media_directory_due on media_directory (due_at);
