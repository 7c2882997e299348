package org.ziyuan.storefront.wire;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;
import java.util.regex.Pattern;
import org.ziyuan.marketplace.problem.RefusedRequests;

/** What the head of one request says. */
final class RequestHead {

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._~!$&'()*+,;=%:\\[\\]-]*");

    private RequestHead() {}

    /** An older program than HTTP/1.1 need not name a host; more than one is refused. */
    static boolean namesOneHost(HttpRequest request) {
        List<String> hosts = request.headers().getAll(HttpHeaderNames.HOST);
        return hosts.isEmpty()
                ? request.protocolVersion().equals(HttpVersion.HTTP_1_0)
                : hosts.size() == 1 && HOST.matcher(hosts.get(0)).matches();
    }

    static long bodyOf(HttpRequest request) {
        return HttpUtil.isTransferEncodingChunked(request)
                        || request.decoderResult().isFailure()
                ? RequestHeads.UNKNOWN
                : HttpUtil.getContentLength(request, 0L);
    }

    /** Of what could not be decoded nothing is known: it may well have been a person. */
    static boolean wantsPage(HttpRequest request) {
        List<String> accepted = request.headers().getAll(HttpHeaderNames.ACCEPT);
        return RefusedRequests.wantsPage(request.uri(), accepted.isEmpty() ? List.of("text/html") : accepted);
    }
}
