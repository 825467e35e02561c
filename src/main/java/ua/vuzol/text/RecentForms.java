package ua.vuzol.text;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * {@link SearchForms} that are kept for the texts that came last, since the same physicians, services and people come again and
 * again, and their forms take time to make. For many threads.
 */
public final class RecentForms {
    private static final int MOST_KEPT = 5000;

    private final SearchForms forms;
    private final Recent texts = new Recent();
    private final Recent names = new Recent();

    public RecentForms(SearchForms forms) {
        this.forms = forms;
    }

    /** As {@link SearchForms#of}. */
    public Set<String> of(String value) {
        return texts.get(value, forms::of);
    }

    /** As {@link SearchForms#ofName}. */
    public Set<String> ofName(String name) {
        return names.get(name, forms::ofName);
    }

    private static final class Recent {
        private final Map<String, Set<String>> kept = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Set<String>> eldest) {
                return size() > MOST_KEPT;
            }
        };

        Set<String> get(String text, Function<String, Set<String>> make) {
            synchronized (kept) {
                Set<String> known = kept.get(text);
                if (known != null) {
                    return known;
                }
            }
            Set<String> made = make.apply(text);
            synchronized (kept) {
                kept.put(text, made);
            }
            return made;
        }
    }
}
