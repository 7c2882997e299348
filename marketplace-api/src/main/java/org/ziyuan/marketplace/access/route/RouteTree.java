package org.ziyuan.marketplace.access.route;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.PathContainer.PathSegment;

/**
 * Path patterns by their segments: what is found for a path takes as many steps as the path has segments, however many
 * patterns there are. It finds every pattern that may match; whether it does is for the pattern to say.
 */
final class RouteTree<T> {

    private static final Pattern NAME = Pattern.compile("[^{}*?]+");
    private static final Pattern VARIABLE = Pattern.compile("\\{[^{}*:]+}|\\*");

    private final Map<String, RouteTree<T>> named = new HashMap<>();
    private final List<T> ending = new ArrayList<>();
    private final List<T> further = new ArrayList<>();
    private @Nullable RouteTree<T> variable;

    void add(String pattern, T route) {
        RouteTree<T> at = this;
        for (String segment : segments(pattern)) {
            if (NAME.matcher(segment).matches()) {
                at = at.named.computeIfAbsent(segment, name -> new RouteTree<>());
            } else if (VARIABLE.matcher(segment).matches()) {
                at = at.orCreateVariable();
            } else {
                at.further.add(route);
                return;
            }
        }
        at.ending.add(route);
    }

    /** Gives every route that may match this path to the taker, in no order. */
    void find(PathContainer path, Consumer<T> taker) {
        find(segments(path), 0, taker);
    }

    private void find(List<String> path, int at, Consumer<T> taker) {
        further.forEach(taker);
        if (at == path.size()) {
            ending.forEach(taker);
            return;
        }
        RouteTree<T> next = named.get(path.get(at));
        if (next != null) {
            next.find(path, at + 1, taker);
        }
        if (variable != null) {
            variable.find(path, at + 1, taker);
        }
    }

    private RouteTree<T> orCreateVariable() {
        RouteTree<T> there = variable;
        if (there == null) {
            there = new RouteTree<>();
            variable = there;
        }
        return there;
    }

    private static List<String> segments(String pattern) {
        return segments(PathContainer.parsePath(pattern));
    }

    private static List<String> segments(PathContainer path) {
        List<String> segments = new ArrayList<>(path.elements().size());
        for (PathContainer.Element element : path.elements()) {
            if (element instanceof PathSegment segment) {
                segments.add(segment.valueToMatch());
            }
        }
        return segments;
    }
}
