/**
 * What goes to other DICOM nodes: the destinations, which objects each is to have, and what became of every one of them. Routes
 * send; here it is known what to send next, and what an outcome means.
 */
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {
            "dicom::data",
            "dicom::io",
            "dicom::net",
            "archive",
            "peers",
            "mapping",
            "text",
            "journey"
        })
package ua.vuzol.delivery;
