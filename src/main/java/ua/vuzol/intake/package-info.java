/**
 * The way in for files that devices leave in folders: the landing store and its ledger, the profiles that tell what a
 * device's files mean, the assembly of files into examinations, their conversion to DICOM, and the quarantine for what
 * cannot be understood.
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
            "archive",
            "journey"
        })
package ua.vuzol.intake;
