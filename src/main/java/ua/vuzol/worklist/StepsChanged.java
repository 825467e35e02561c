package ua.vuzol.worklist;

import java.util.List;

/** Steps have another status; published in the transaction of the change. */
record StepsChanged(List<Long> items, StepStatus status) {
    StepsChanged {
        items = List.copyOf(items);
    }
}
