package ua.vuzol.dicom.model;

/** A place in a document, counted from 1. */
record Position(long line, long column) {}
