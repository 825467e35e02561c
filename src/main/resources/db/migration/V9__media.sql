-- DICOMDIRs whose files are still to be looked for.
create table media_directory (
    file_id   bigint      primary key references landed_file, -- the DICOMDIR, or the archive that holds some
    source    text        not null,
    instances text[]      not null, -- Referenced SOP Instance UID in File (0004,1511)
    files     text[]      not null, -- Referenced File ID (0004,1500) of each
    noted_at  timestamptz not null default clock_timestamp()
);
create index landed_file_arrivals on landed_file (source, landed_at);
-- what came in files, under the UID that the file had
create index received_in_files on received_object (sop_instance) where landed_file_id is not null;
