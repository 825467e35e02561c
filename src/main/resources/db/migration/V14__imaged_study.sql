-- Studies whose images are of a step, by the Study Instance UID that the images have, which need not be the ordered one.
create table imaged_study (
    item_id   bigint not null references worklist_item,
    study_uid text   not null,
    primary key (study_uid, item_id)
);
create index imaged_study_item on imaged_study (item_id);

-- What a person decides of a study is done with the examinations that became it.
create index examination_study on examination (study_uid) where study_uid is not null;
