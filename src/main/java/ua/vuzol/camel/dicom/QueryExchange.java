package ua.vuzol.camel.dicom;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.net.Association;
import ua.vuzol.dicom.net.DimseException;
import ua.vuzol.dicom.net.Matches;
import ua.vuzol.dicom.net.MoveService;
import ua.vuzol.dicom.net.NodeAddress;
import ua.vuzol.dicom.net.QueryRequest;
import ua.vuzol.dicom.net.Status;
import ua.vuzol.dicom.net.StoreSource;

/** A C-FIND, C-MOVE or C-GET that came in: the body is the identifier, and then what was found. */
record QueryExchange(DicomConsumer consumer, AcceptedAssociations.Facts facts) {

    /** The matches are taken after the exchange has ended, as they are sent. */
    Matches find(QueryRequest request) {
        return perform(request, Optional.empty(), (message, started) -> {
            Stream<DataSet> found = dataSets(message.getBody());
            AtomicReference<Status> status = new AtomicReference<>(Status.SUCCESS);
            Iterator<DataSet> guarded =
                    new Guarded(found.iterator(), consumer.node().service(), status);
            Stream<DataSet> answers = StreamSupport.stream(
                            Spliterators.spliteratorUnknownSize(guarded, Spliterator.ORDERED), false)
                    .onClose(found::close)
                    .onClose(() -> count(status.get(), started, request.association()));
            return new Matches(answers, optionalKeysSupported(message.getBody()));
        });
    }

    MoveService.Move move(QueryRequest request, String destination) {
        return perform(request, Optional.of(destination), (message, started) -> {
            NodeAddress address = Optional.ofNullable(message.getHeader(DicomConstants.MOVE_ADDRESS, NodeAddress.class))
                    .orElseThrow(() -> new DimseException(Status.MOVE_DESTINATION_UNKNOWN));
            MoveService.Move move = new MoveService.Move(
                    address, consumer.node().aeTitle(), consumer.options().timeouts(), sources(message.getBody()));
            count(Status.SUCCESS, started, request.association());
            return move;
        });
    }

    List<StoreSource> get(QueryRequest request) {
        return perform(request, Optional.empty(), (message, started) -> {
            List<StoreSource> sources = sources(message.getBody());
            count(Status.SUCCESS, started, request.association());
            return sources;
        });
    }

    private <T> T perform(QueryRequest request, Optional<String> destination, BiFunction<Message, Long, T> answer) {
        long started = System.nanoTime();
        Association association = request.association();
        Exchange exchange = consumer.exchange(association, facts);
        try {
            Message message = exchange.getMessage();
            message.setBody(request.identifier());
            message.setHeader(DicomConstants.MESSAGE_ID, request.messageId());
            message.setHeader(DicomConstants.SOP_CLASS_UID, request.sopClassUid());
            request.identifier()
                    .string(Tag.QueryRetrieveLevel)
                    .ifPresent(level -> message.setHeader(DicomConstants.LEVEL, level));
            destination.ifPresent(title -> message.setHeader(DicomConstants.MOVE_DESTINATION, title));
            consumer.run(exchange);
            Outcomes.orThrow(consumer.outcomes().of(exchange, association));
            return answer.apply(exchange.getMessage(), started);
        } catch (DimseException e) {
            count(e.status(), started, association);
            throw e;
        } finally {
            consumer.releaseExchange(exchange, false);
        }
    }

    private void count(Status status, long started, Association association) {
        consumer.outcomes().count(status, started, facts, association);
    }

    /** Only {@link Matches} tell. */
    private static boolean optionalKeysSupported(Object body) {
        return !(body instanceof Matches matches) || matches.optionalKeysSupported();
    }

    /** What a route may answer a query with. */
    private static Stream<DataSet> dataSets(Object body) {
        Stream<?> all;
        if (body == null) {
            all = Stream.empty();
        } else if (body instanceof Matches matches) {
            all = matches.dataSets();
        } else if (body instanceof Stream<?> stream) {
            all = stream;
        } else if (body instanceof Iterable<?> iterable) {
            all = closing(StreamSupport.stream(iterable.spliterator(), false), body);
        } else if (body instanceof Iterator<?> iterator) {
            all = closing(
                    StreamSupport.stream(Spliterators.spliteratorUnknownSize(iterator, Spliterator.ORDERED), false),
                    body);
        } else {
            throw wrongBody("matches, a stream, an iterable or an iterator of data sets", body);
        }
        return all.map(DataSet.class::cast);
    }

    private static Stream<?> closing(Stream<?> stream, Object body) {
        return body instanceof AutoCloseable closeable ? stream.onClose(() -> close(closeable)) : stream;
    }

    private static void close(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            throw new IllegalStateException("What a route found could not be closed", e);
        }
    }

    private static List<StoreSource> sources(Object body) {
        if (!(body instanceof Iterable<?> iterable)) {
            throw wrongBody("a list of store sources", body);
        }
        List<StoreSource> sources = new ArrayList<>();
        iterable.forEach(one -> sources.add((StoreSource) one));
        return sources;
    }

    /** An error of the route, which is told the one who wrote it. */
    private static IllegalStateException wrongBody(String wanted, Object body) {
        return new IllegalStateException(
                "The route's answer must be " + wanted + ", not " + (body == null ? "nothing" : body.getClass()));
    }

    /** Makes statuses of what fails while matches are taken. */
    private static final class Guarded implements Iterator<DataSet> {
        private final Iterator<DataSet> found;
        private final DicomService service;
        private final AtomicReference<Status> status;

        Guarded(Iterator<DataSet> found, DicomService service, AtomicReference<Status> status) {
            this.found = found;
            this.service = service;
            this.status = status;
        }

        @Override
        public boolean hasNext() {
            try {
                return found.hasNext();
            } catch (RuntimeException e) {
                throw failed(e);
            }
        }

        @Override
        public DataSet next() {
            try {
                return found.next();
            } catch (RuntimeException e) {
                throw failed(e);
            }
        }

        private DimseException failed(RuntimeException e) {
            status.set(FailureStatus.of(e, service));
            return new DimseException(status.get(), e);
        }
    }
}
