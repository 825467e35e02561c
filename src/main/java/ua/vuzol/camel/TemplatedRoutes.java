package ua.vuzol.camel;

import java.util.Map;

/** Routes that the hub makes of a {@code routeTemplate} in a route file, one for each thing that needs its own. */
public interface TemplatedRoutes {

    /**
     * Makes the running routes of a template equal to what is wanted: new ones are started, those with other parameters or of
     * a template that has changed are made anew, others are stopped when their exchanges have ended. One that cannot be
     * started is tried again after half a minute.
     *
     * @param wanted the parameters by route id
     * @return why routes do not run, by route id; empty if all do
     */
    Map<String, String> keep(String template, Map<String, Map<String, Object>> wanted);
}
