package ua.vuzol.camel.mllp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageCodec;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The frames of one connection: {@code 0B content 1C 0D}. What stands between frames is skipped. Every byte is looked at once,
 * however it arrives. A connection is not read from while many of its messages are unanswered or while it does not take its
 * answers, so that no sender fills the memory; one whose frame is too large, or does not come to its end, is told so and closed.
 */
final class MllpCodec extends ByteToMessageCodec<byte[]> {
    private static final Logger log = LoggerFactory.getLogger(MllpCodec.class);
    private static final byte START = 0x0B;
    private static final byte END = 0x1C;
    private static final byte CARRIAGE_RETURN = 0x0D;

    private final MllpSettings settings;
    private final boolean listening;
    private int searched;
    private boolean inFrame;
    private boolean closing;
    private int unanswered;
    private ScheduledFuture<?> patience;

    /** @param listening whether each frame that comes is answered by one that goes */
    MllpCodec(MllpSettings settings, boolean listening) {
        super(byte[].class);
        this.settings = settings;
        this.listening = listening;
    }

    @Override
    protected void encode(ChannelHandlerContext context, byte[] content, ByteBuf out) {
        out.ensureWritable(content.length + 3);
        out.writeByte(START).writeBytes(content).writeByte(END).writeByte(CARRIAGE_RETURN);
        if (listening) {
            unanswered--;
            regulate(context);
        }
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        if (closing) {
            in.skipBytes(in.readableBytes());
            return;
        }
        if (!inFrame) {
            int start = in.bytesBefore(START);
            in.skipBytes(start < 0 ? in.readableBytes() : start + 1);
            inFrame = start >= 0;
            searched = 0;
        }
        if (!inFrame) {
            return;
        }
        int length = endOfContent(in);
        if (length > settings.maxFrameLength() || length < 0 && in.readableBytes() > settings.maxFrameLength()) {
            refuse(context, in);
        } else if (length >= 0) {
            byte[] content = new byte[length];
            in.readBytes(content).skipBytes(2);
            inFrame = false;
            await(null);
            if (listening) {
                unanswered++;
                regulate(context);
            }
            out.add(content);
        } else if (patience == null) {
            await(context.executor()
                    .schedule(() -> expired(context), settings.frameTimeout().toMillis(), TimeUnit.MILLISECONDS));
        }
    }

    /** @return how many bytes are before the end block; negative if it is not there yet */
    private int endOfContent(ByteBuf in) {
        int from = in.readerIndex() + searched;
        int limit = in.writerIndex() - 1;
        while (from < limit) {
            int found = in.indexOf(from, limit, END);
            if (found < 0) {
                break;
            }
            if (in.getByte(found + 1) == CARRIAGE_RETURN) {
                return found - in.readerIndex();
            }
            from = found + 1;
        }
        searched = Math.max(0, in.readableBytes() - 1);
        return -1;
    }

    private void refuse(ChannelHandlerContext context, ByteBuf in) {
        log.warn(
                "A message of more than {} bytes was refused at {}; vuzol.hl7.max-message-size allows larger ones",
                settings.maxFrameLength(),
                context.channel().remoteAddress());
        close(context);
        if (listening) {
            byte[] head = new byte[Math.min(in.readableBytes(), MllpRefusal.HEAD)];
            in.getBytes(in.readerIndex(), head);
            unanswered++;
            context.channel()
                    .writeAndFlush(MllpRefusal.tooLarge(head, settings.maxFrameLength()))
                    .addListener(ChannelFutureListener.CLOSE);
        } else {
            context.close();
        }
        in.skipBytes(in.readableBytes());
    }

    private void expired(ChannelHandlerContext context) {
        if (inFrame) {
            log.warn(
                    "The end of a message did not come within {} from {}; the connection is closed",
                    settings.frameTimeout(),
                    context.channel().remoteAddress());
            close(context);
            context.close();
        }
    }

    private void close(ChannelHandlerContext context) {
        closing = true;
        await(null);
        context.channel().config().setAutoRead(false);
    }

    private void await(ScheduledFuture<?> next) {
        if (patience != null) {
            patience.cancel(false);
        }
        patience = next;
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        regulate(context);
        context.fireChannelWritabilityChanged();
    }

    private void regulate(ChannelHandlerContext context) {
        boolean read = !closing
                && unanswered < settings.maxUnanswered()
                && context.channel().isWritable();
        if (listening && context.channel().config().isAutoRead() != read) {
            context.channel().config().setAutoRead(read);
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) throws Exception {
        await(null);
        super.handlerRemoved(context);
    }
}
