/**
 * The catalogue of studies, series and instances, and the tiers that hold their bytes. An object is visible when its
 * catalogue row is committed, and its bytes are synced to disk before that.
 */
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {
            "dicom::data",
            "dicom::io",
            "dicom::net",
            "text",
            "mapping",
            "peers",
            "query",
            "registry",
            "journey"
        })
package ua.vuzol.archive;
