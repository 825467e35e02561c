/** The DICOM application entities that may talk to the hub: what each may do, where it is reached, which text it can show. */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"dicom::data", "dicom::net", "mapping"})
package ua.vuzol.peers;
