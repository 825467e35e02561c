/**
 * Mapping files: YAML that its JSON schema approves, with the line of every key, read again when it has changed. What the
 * keys mean is known by the rooms that read them.
 */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {})
package ua.vuzol.mapping;
