package org.ziyuan.marketplace.form;

import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.refusal.Refusal;
import reactor.core.publisher.Mono;

/**
 * The API shows each document under an entity tag and takes commands about it that name that tag. {@link AsShown} makes
 * one for each kind of document.
 *
 * @param document the name of its {@link ShownDocument}, which says how it is locked
 * @param find the document as the actor may see it; refuses with not-found what he may not
 * @param version what is another as soon as the document is
 */
public record Tagged<T>(
        AsShown asShown, String document, BiFunction<UUID, Actor, Mono<T>> find, Function<T, Object> version) {

    /** One document with its tag. */
    public Mono<ResponseEntity<T>> one(UUID id, Actor actor) {
        return find.apply(id, actor).map(found -> as(HttpStatus.OK, found));
    }

    /** A document that was found, with its tag. */
    public ResponseEntity<T> as(HttpStatus status, T found) {
        return ResponseEntity.status(status).eTag(tagOf(found)).body(found);
    }

    /** The tag of a document that was found. */
    public String tagOf(T found) {
        return "\"" + version.apply(found) + "\"";
    }

    /** An act that comes to the document as it is then, which is answered with its new tag. */
    public Mono<ResponseEntity<T>> changed(UUID id, IfMatch tag, Actor actor, Mono<T> act) {
        return command(id, tag, actor, act).map(changed -> as(HttpStatus.OK, changed));
    }

    /** An act on the document, answered with 412 when it is not in a version that was named. */
    public <R> Mono<R> command(UUID id, IfMatch tag, Actor actor, Mono<R> act) {
        return command(id, tag, actor, seen -> act);
    }

    /**
     * The same of an act that refuses strangers itself. Whether the actor sees the document is asked only where he is
     * refused, so that what he may not see is not found whatever else is wrong.
     */
    public <R> Mono<R> ownCommand(UUID id, IfMatch tag, Actor actor, Mono<R> act) {
        return tag.any()
                ? act.onErrorResume(
                        Refusal.class, refusal -> find.apply(id, actor).then(Mono.error(refusal)))
                : command(id, tag, actor, act);
    }

    /** The same of an act that comes to the document as it is then. */
    public Mono<ResponseEntity<T>> ownChanged(UUID id, IfMatch tag, Actor actor, Mono<T> act) {
        return ownCommand(id, tag, actor, act).map(changed -> as(HttpStatus.OK, changed));
    }

    /** What the actor may not see is not found before anything else is said about it. */
    public <R> Mono<R> command(UUID id, IfMatch tag, Actor actor, Function<T, Mono<R>> act) {
        Mono<T> found = find.apply(id, actor);
        return found.flatMap(seen -> asShown.ifMatch(document, id, tag, found.map(this::tagOf), act.apply(seen)));
    }
}
