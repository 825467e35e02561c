package ua.vuzol.camel;

import java.util.List;

/** Keeps the running Camel routes equal to the files below the routes directory. */
public interface RouteDeployer {

    /** The state of every file known, by path. */
    List<DeployedFile> deployed();

    /**
     * Looks at the directory at once instead of at the next tick and deploys what changed. Calls from several threads follow one
     * another.
     *
     * @return what came of each new, changed or deleted file; empty when nothing changed
     */
    List<RouteDeployment> deployNow();
}
