package org.ziyuan.marketplace.form;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.CurrentActor;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.transaction.KeyedRequest;
import org.ziyuan.marketplace.transaction.Precondition;
import reactor.core.publisher.Mono;

/**
 * A page commands only what it showed. Each form on a page about something that can change carries what the page showed
 * of it ({@link #of}, in the hidden field {@value #FIELD}); the act that the form commands compares that with what is,
 * inside its own transaction, and refuses with {@code shown-changed} and the differences.
 */
@Component
public class AsShown {

    /** The hidden field; in templates the fragment {@code form :: shown}. */
    public static final String FIELD = "shown";

    private final Map<String, ShownDocument> documents;

    AsShown(List<ShownDocument> documents) {
        this.documents =
                documents.stream().collect(Collectors.toUnmodifiableMap(ShownDocument::name, Function.identity()));
    }

    /**
     * What stands in the hidden field. To be asked for before the page reads what it shows: then a change in between is
     * refused once for nothing instead of slipping through.
     */
    public Mono<String> of(String document, UUID id, Actor actor) {
        return now(document, id, actor).map(ShownFacts::field);
    }

    /** The same for a page with a form about each of several. */
    public Mono<Map<UUID, String>> ofEach(String document, List<UUID> ids, Actor actor) {
        return of(document)
                .factsOfEach(ids, actor)
                .map(all -> all.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey,
                                facts -> ShownFacts.of(document, facts.getKey(), facts.getValue())
                                        .field())));
    }

    /**
     * The act, refused with {@code shown-changed} unless the document is still as the page showed it.
     *
     * @param field the hidden field as it was sent; a form that does not carry it showed nothing
     */
    public <T> Mono<T> command(String document, UUID id, @Nullable String field, Mono<T> act) {
        return unlessDoneBefore(act, Mono.defer(() -> {
            ShownFacts shown = ShownFacts.read(document, id, field);
            return of(document)
                    .lock(id)
                    .then(CurrentActor.get())
                    .flatMap(actor -> now(document, id, actor))
                    .doOnNext(now -> requireSame(shown, now))
                    .then();
        }));
    }

    /**
     * The same for a caller of the API, who names the version he decided on.
     *
     * @param present the entity tag of this moment, as the actor may see it
     * @return the act, answered with 412 when the tag is another in the transaction of the act
     */
    public <T> Mono<T> ifMatch(String document, UUID id, IfMatch tag, Mono<String> present, Mono<T> act) {
        return tag.any()
                ? act
                : unlessDoneBefore(
                        act,
                        of(document)
                                .lock(id)
                                .then(present)
                                .filter(tag::names)
                                .switchIfEmpty(
                                        Mono.error(() -> new ResponseStatusException(HttpStatus.PRECONDITION_FAILED)))
                                .then());
    }

    /** The same for a document that has no other entity tag than {@link #tag}. */
    public <T> Mono<T> ifMatch(String document, UUID id, IfMatch tag, Mono<T> act) {
        return ifMatch(document, id, tag, CurrentActor.get().flatMap(actor -> tag(document, id, actor)), act);
    }

    /** Documents of one kind as the API shows and commands them; their version changes when anything of them does. */
    public <T> Tagged<T> tagged(String document, BiFunction<UUID, Actor, Mono<T>> find, Function<T, Object> version) {
        return new Tagged<>(this, document, find, version);
    }

    /** An entity tag of what is shown of the document: another as soon as a page would show something else. */
    public Mono<String> tag(String document, UUID id, Actor actor) {
        return now(document, id, actor).map(ShownFacts::tag);
    }

    /** What an attempt before this one has changed itself is no reason to refuse the rest. */
    private static <T> Mono<T> unlessDoneBefore(Mono<T> act, Mono<Void> question) {
        return Mono.deferContextual(context -> KeyedRequest.goesOn(context) ? act : Precondition.before(act, question));
    }

    private Mono<ShownFacts> now(String document, UUID id, Actor actor) {
        return of(document).facts(id, actor).map(facts -> ShownFacts.of(document, id, facts));
    }

    private ShownDocument of(String document) {
        ShownDocument known = documents.get(document);
        if (known == null) {
            throw new IllegalArgumentException("no document is called " + document);
        }
        return known;
    }

    private static void requireSame(@Nullable ShownFacts shown, ShownFacts now) {
        List<Map<String, String>> differences = shown == null ? List.of() : shown.differences(now);
        if (shown == null || !differences.isEmpty()) {
            throw Refusal.conflict("shown-changed")
                    .with("document", now.document())
                    .with("differences", differences);
        }
    }
}
