package ua.vuzol.query;

import ua.vuzol.dicom.data.Element;

/** An attribute and what an identifier asks of it. */
public record QueryKey(QueryAttribute attribute, Element element) {}
