/**
 * What Vuzol adds to Camel. {@link ua.vuzol.camel.RouteDeployer} keeps the running routes equal to the files below the routes
 * directory: a changed file is checked, tried aside and then swapped in alone, and a wrong one leaves everything as it was.
 * {@link ua.vuzol.camel.RouteValidator} makes the same checks without starting anything.
 */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"dicom::data", "dicom::io", "dicom::net"})
package ua.vuzol.camel;
