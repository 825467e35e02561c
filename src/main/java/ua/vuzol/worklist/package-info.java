/**
 * What is to be done and what was done: orders of the MIS become scheduled steps, which modalities ask for (modality worklist,
 * PS3.4 K) and report on (performed procedure steps, PS3.4 F); the MIS is told what became of its orders.
 */
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {
            "dicom::data",
            "dicom::io",
            "dicom::model",
            "dicom::net",
            "query",
            "hl7",
            "text",
            "mapping",
            "peers",
            "registry",
            "journey"
        })
package ua.vuzol.worklist;
