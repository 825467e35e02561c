package ua.vuzol.camel.dicom;

import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.net.Dimse;
import ua.vuzol.dicom.net.Status;

/** Queries the peer. The body becomes the matches: as they come, or all. */
final class FindOperation implements DicomProducer.Operation {

    @Override
    public Status perform(Exchange exchange, Requests requests) {
        Identifiers asked = Identifiers.of(exchange.getMessage(), requests);
        FoundDataSets found = requests.repeatable(
                Dimse.C_FIND, asked.proposal(), lease -> FoundDataSets.begin(lease, requests, asked));
        if (requests.options().isLazy()) {
            exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
                @Override
                public void onDone(Exchange ended) {
                    found.close();
                }
            });
            exchange.getMessage().setBody(found);
        } else {
            try (found) {
                List<DataSet> all = new ArrayList<>();
                found.forEach(all::add);
                exchange.getMessage().setBody(all);
            }
        }
        return Status.SUCCESS;
    }
}
