package ua.vuzol.bench;

import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.hl7.HL7MLLPNettyDecoderFactory;
import org.apache.camel.component.hl7.HL7MLLPNettyEncoderFactory;
import org.apache.camel.impl.DefaultCamelContext;

/** What the hub is measured beside: camel-netty with camel-hl7's codec parses by HAPI, keeps nothing and answers AA. */
public final class Hl7Peer {
    private Hl7Peer() {}

    /** The argument is the port. */
    public static void main(String[] args) throws Exception {
        int port = Integer.parseInt(args[0]);
        CamelContext camel = new DefaultCamelContext();
        camel.getRegistry().bind("decoder", new HL7MLLPNettyDecoderFactory());
        camel.getRegistry().bind("encoder", new HL7MLLPNettyEncoderFactory());
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("netty:tcp://127.0.0.1:" + port + "?sync=true&decoders=#decoder&encoders=#encoder")
                        .unmarshal()
                        .hl7(false)
                        .transform(org.apache.camel.component.hl7.HL7.ack());
            }
        });
        camel.start();
        Thread.currentThread().join();
    }
}
