package org.ziyuan.marketplace.mail;

import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.signedIn;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** Shows and changes one's own mail over HTTP. */
@RestController
@Tag(name = "账号 account")
class OwnMailApi implements RoutePolicies {

    private static final String MAIL = "/api/v1/account/mail";

    private final OwnMail own;

    OwnMailApi(OwnMail own) {
        this.own = own;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                signedIn(GET, MAIL),
                signedIn(PUT, MAIL),
                signedIn(DELETE, MAIL),
                signedIn(POST, MAIL + "/confirmation"),
                signedIn(PUT, MAIL + "/muted"));
    }

    /** Where one wants mail; it is proved by the code of a letter. */
    record Wanted(@NotNull @Schema(maxLength = 254) String mail) {}

    /** The code of the letter that asked. */
    record Confirmation(@NotNull @Schema(maxLength = 100) String mailCode) {}

    /** The kinds of letters that are kept from somebody; all others reach him. */
    record Muted(@NotNull @Size(max = 20) List<@NotNull String> kinds) {}

    @GetMapping(MAIL)
    @Operation(summary = "自己的邮箱（只显示一部分）和不收的邮件 · one's own address, most of it left out, and unwanted letters")
    Mono<OwnMail.Standing> standing(Actor actor) {
        return own.standing(actor);
    }

    @PutMapping(MAIL)
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "填写邮箱并收一封确认邮件 · enter an address and be asked there")
    Mono<Void> enter(@Valid @RequestBody Wanted wanted, Actor actor) {
        return own.enter(wanted.mail(), actor);
    }

    @PostMapping(MAIL + "/confirmation")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "用邮件里的码确认邮箱 · prove the address by the code of the letter")
    Mono<Void> confirm(@Valid @RequestBody Confirmation confirmation, Actor actor) {
        return own.verify(confirmation.mailCode(), actor);
    }

    @PutMapping(MAIL + "/muted")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "不收哪些邮件 · which letters are kept from me")
    Mono<Void> mute(@Valid @RequestBody Muted muted, Actor actor) {
        return own.mute(muted.kinds(), actor);
    }

    @DeleteMapping(MAIL)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "删除邮箱 · take the address away")
    Mono<Void> forget(Actor actor) {
        return own.forget(actor);
    }
}
