/**
 * What the hub tells the outside in FHIR R4: studies as ImagingStudy and people as Patient, made from the catalogue each time
 * they are asked for, so that a resource is never older than the archive.
 */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"archive", "registry", "dicom::data"})
package ua.vuzol.publication;
