/**
 * What the answering of queries has in common, whatever is asked for: matching (PS3.4 C.2.2.2) as conditions of SQL, reading rows
 * without keeping a connection, and answers in the script and character set of who asks. The archive and the worklist say what
 * their attributes are.
 */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"dicom::data", "dicom::net", "text", "peers"})
package ua.vuzol.query;
