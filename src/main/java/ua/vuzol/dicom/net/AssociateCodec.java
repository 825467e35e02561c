package ua.vuzol.dicom.net;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A-ASSOCIATE-RQ and -AC to and from bytes (PS3.8 9.3.2, 9.3.3 and Annex D, PS3.7 D.3.3). Items that are not known are passed over. */
final class AssociateCodec {

    private static final int APPLICATION_CONTEXT = 0x10;
    private static final int PROPOSED_CONTEXT = 0x20;
    private static final int CONTEXT_RESULT = 0x21;
    private static final int ABSTRACT_SYNTAX = 0x30;
    private static final int TRANSFER_SYNTAX = 0x40;
    private static final int USER_INFORMATION = 0x50;
    private static final int MAX_LENGTH = 0x51;
    private static final int IMPLEMENTATION_CLASS = 0x52;
    private static final int ASYNC_WINDOW = 0x53;
    private static final int ROLE_SELECTION = 0x54;
    private static final int IMPLEMENTATION_VERSION = 0x55;
    private static final int EXTENDED = 0x56;
    private static final int COMMON_EXTENDED = 0x57;
    private static final int USER_IDENTITY = 0x58;
    private static final int USER_IDENTITY_RESPONSE = 0x59;

    private AssociateCodec() {}

    static byte[] encode(AssociateRequest request) {
        Items.Output out = head(request.calledAeTitle(), request.callingAeTitle(), request.applicationContext());
        for (ProposedContext context : request.contexts()) {
            Items.Output item =
                    new Items.Output().u8(context.id()).zeros(3).item(ABSTRACT_SYNTAX, context.abstractSyntax());
            context.transferSyntaxes().forEach(syntax -> item.item(TRANSFER_SYNTAX, syntax));
            out.item(PROPOSED_CONTEXT, item.toBytes());
        }
        return out.item(USER_INFORMATION, encode(request.user())).pdu(PduType.ASSOCIATE_RQ);
    }

    static byte[] encode(AssociateAccept accept) {
        Items.Output out = head(accept.calledAeTitle(), accept.callingAeTitle(), accept.applicationContext());
        for (ContextResult context : accept.contexts()) {
            byte[] item = new Items.Output()
                    .u8(context.id())
                    .u8(0)
                    .u8(context.result().ordinal())
                    .u8(0)
                    .item(TRANSFER_SYNTAX, context.transferSyntax())
                    .toBytes();
            out.item(CONTEXT_RESULT, item);
        }
        return out.item(USER_INFORMATION, encode(accept.user())).pdu(PduType.ASSOCIATE_AC);
    }

    private static Items.Output head(String called, String calling, String applicationContext) {
        return new Items.Output()
                .u16(1) // protocol version
                .u16(0)
                .aeTitle(called)
                .aeTitle(calling)
                .zeros(32)
                .item(APPLICATION_CONTEXT, applicationContext);
    }

    private static byte[] encode(UserInformation user) {
        Items.Output out = new Items.Output()
                .item(MAX_LENGTH, new Items.Output().u32(user.maxPduLength()).toBytes())
                .item(IMPLEMENTATION_CLASS, user.implementationClassUid());
        user.asyncWindow()
                .ifPresent(window -> out.item(
                        ASYNC_WINDOW,
                        new Items.Output()
                                .u16(window.invoked())
                                .u16(window.performed())
                                .toBytes()));
        for (RoleSelection role : user.roleSelections()) {
            Items.Output item = new Items.Output().counted(role.sopClassUid());
            out.item(
                    ROLE_SELECTION,
                    item.u8(role.scu() ? 1 : 0).u8(role.scp() ? 1 : 0).toBytes());
        }
        if (!user.implementationVersionName().isEmpty()) {
            out.item(IMPLEMENTATION_VERSION, user.implementationVersionName());
        }
        for (ExtendedNegotiation extended : user.extendedNegotiations()) {
            Items.Output item = new Items.Output().counted(extended.sopClassUid());
            out.item(EXTENDED, item.bytes(extended.applicationInformation()).toBytes());
        }
        for (CommonExtendedNegotiation common : user.commonExtendedNegotiations()) {
            Items.Output related = new Items.Output();
            common.relatedGeneralSopClassUids().forEach(related::counted);
            Items.Output item = new Items.Output().counted(common.sopClassUid()).counted(common.serviceClassUid());
            out.item(COMMON_EXTENDED, item.counted(related.toBytes()).toBytes());
        }
        user.userIdentity().ifPresent(identity -> out.item(USER_IDENTITY, encode(identity)));
        user.userIdentityResponse()
                .ifPresent(response -> out.item(
                        USER_IDENTITY_RESPONSE,
                        new Items.Output().counted(response).toBytes()));
        return out.toBytes();
    }

    private static byte[] encode(UserIdentity identity) {
        return new Items.Output()
                .u8(identity.type())
                .u8(identity.responseRequested() ? 1 : 0)
                .counted(identity.primary())
                .counted(identity.secondary())
                .toBytes();
    }

    /** Whether the sender of an A-ASSOCIATE-RQ speaks version 1, of which there is no other. */
    static boolean isVersionSupported(byte[] body) {
        return (new Items.Input(body).u16() & 1) == 1;
    }

    /** @throws PduException if the items do not fit together */
    static AssociateRequest decodeRequest(byte[] body) {
        Head head = decode(body, PROPOSED_CONTEXT);
        return new AssociateRequest(
                head.called,
                head.calling,
                head.applicationContext,
                head.contexts.stream().map(AssociateCodec::proposed).toList(),
                head.user());
    }

    /** @throws PduException if the items do not fit together */
    static AssociateAccept decodeAccept(byte[] body) {
        Head head = decode(body, CONTEXT_RESULT);
        return new AssociateAccept(
                head.called,
                head.calling,
                head.applicationContext,
                head.contexts.stream().map(AssociateCodec::result).toList(),
                head.user());
    }

    private static final class Head {
        String called;
        String calling;
        String applicationContext = "";
        final List<Items.Input> contexts = new ArrayList<>();
        Optional<UserInformation> user = Optional.empty();

        UserInformation user() {
            return user.orElseThrow(() -> new PduException(
                    PduException.INVALID_PARAMETER_VALUE, "An association PDU without User Information"));
        }
    }

    private static Head decode(byte[] body, int contextItem) {
        Items.Input in = new Items.Input(body);
        in.skip(4);
        Head head = new Head();
        head.called = in.aeTitle();
        head.calling = in.aeTitle();
        in.skip(32);
        while (in.hasMore()) {
            int type = in.u8();
            in.skip(1);
            Items.Input item = in.content();
            if (type == APPLICATION_CONTEXT) {
                head.applicationContext = item.restAsText();
            } else if (type == contextItem) {
                head.contexts.add(item);
            } else if (type == USER_INFORMATION) {
                head.user = Optional.of(decodeUser(item));
            }
        }
        return head;
    }

    private static ProposedContext proposed(Items.Input in) {
        int id = in.u8();
        in.skip(3);
        if (id % 2 == 0) {
            throw new PduException(
                    PduException.INVALID_PARAMETER_VALUE, "Presentation context ID " + id + " is not odd");
        }
        String abstractSyntax = "";
        List<String> transferSyntaxes = new ArrayList<>();
        while (in.hasMore()) {
            int type = in.u8();
            in.skip(1);
            Items.Input item = in.content();
            if (type == ABSTRACT_SYNTAX) {
                abstractSyntax = item.restAsText();
            } else if (type == TRANSFER_SYNTAX) {
                transferSyntaxes.add(item.restAsText());
            }
        }
        return new ProposedContext(id, abstractSyntax, transferSyntaxes);
    }

    private static ContextResult result(Items.Input in) {
        int id = in.u8();
        in.skip(1);
        int reason = in.u8();
        in.skip(1);
        String syntax = "";
        while (in.hasMore()) {
            int type = in.u8();
            in.skip(1);
            Items.Input item = in.content();
            syntax = type == TRANSFER_SYNTAX ? item.restAsText() : syntax;
        }
        ContextResult.Result[] results = ContextResult.Result.values();
        ContextResult.Result result = reason < results.length ? results[reason] : ContextResult.Result.NO_REASON;
        return new ContextResult(id, result, syntax);
    }

    private static UserInformation decodeUser(Items.Input in) {
        long maxPduLength = 0;
        String implementationClass = "";
        String implementationVersion = "";
        Optional<AsyncWindow> asyncWindow = Optional.empty();
        List<RoleSelection> roles = new ArrayList<>();
        List<ExtendedNegotiation> extended = new ArrayList<>();
        List<CommonExtendedNegotiation> common = new ArrayList<>();
        Optional<UserIdentity> identity = Optional.empty();
        Optional<byte[]> identityResponse = Optional.empty();
        while (in.hasMore()) {
            int type = in.u8();
            in.skip(1);
            Items.Input item = in.content();
            switch (type) {
                case MAX_LENGTH -> maxPduLength = item.u32();
                case IMPLEMENTATION_CLASS -> implementationClass = item.restAsText();
                case IMPLEMENTATION_VERSION -> implementationVersion = item.restAsText();
                case ASYNC_WINDOW -> asyncWindow = Optional.of(new AsyncWindow(item.u16(), item.u16()));
                case ROLE_SELECTION -> roles.add(new RoleSelection(item.countedText(), item.u8() == 1, item.u8() == 1));
                case EXTENDED -> extended.add(new ExtendedNegotiation(item.countedText(), item.rest()));
                case COMMON_EXTENDED -> common.add(common(item));
                case USER_IDENTITY -> identity =
                        Optional.of(new UserIdentity(item.u8(), item.u8() == 1, item.counted(), item.counted()));
                case USER_IDENTITY_RESPONSE -> identityResponse = Optional.of(item.counted());
                default -> {
                    // PS3.8 9.3.1: items that are not known are ignored
                }
            }
        }
        return new UserInformation(
                maxPduLength,
                implementationClass,
                implementationVersion,
                asyncWindow,
                roles,
                extended,
                common,
                identity,
                identityResponse);
    }

    private static CommonExtendedNegotiation common(Items.Input in) {
        String sopClass = in.countedText();
        String serviceClass = in.countedText();
        List<String> related = new ArrayList<>();
        if (in.hasMore()) {
            Items.Input list = in.content();
            while (list.hasMore()) {
                related.add(list.countedText());
            }
        }
        return new CommonExtendedNegotiation(sopClass, serviceClass, related);
    }
}
