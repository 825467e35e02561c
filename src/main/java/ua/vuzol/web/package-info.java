/**
 * What people and programs see of the hub over HTTP: FHIR R4 at /fhir, JSON at /api, pages for a browser at /. Nothing is
 * decided here; the rooms below decide.
 */
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {"publication", "archive", "registry", "journey", "intake", "worklist", "delivery", "hl7"
        })
package ua.vuzol.web;
