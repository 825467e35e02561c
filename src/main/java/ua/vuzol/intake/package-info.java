/**
 * The way in for files that devices leave in folders and for DICOM objects that they send: the landing store and its ledgers,
 * the profiles that tell what a device's files mean, the assembly of files into examinations, their conversion to DICOM, the
 * mending of objects that are not quite DICOM, and the quarantine for what cannot be understood.
 */
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {
            "dicom::data",
            "dicom::io",
            "dicom::net",
            "mapping",
            "peers",
            "text",
            "registry",
            "worklist",
            "archive",
            "worklist",
            "journey"
        })
package ua.vuzol.intake;
