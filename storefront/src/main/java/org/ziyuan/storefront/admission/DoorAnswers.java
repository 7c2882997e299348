package org.ziyuan.storefront.admission;

import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The two things that are said at the door. */
@Component
class DoorAnswers {

    final DoorAnswer busy;
    final DoorAnswer unknown;

    DoorAnswers(MessageSource messages, JsonMapper json) {
        busy = new DoorAnswer(HttpStatus.SERVICE_UNAVAILABLE, DoorAnswer.BUSY, messages, json);
        unknown = new DoorAnswer(HttpStatus.NOT_FOUND, "page-not-found", messages, json);
    }
}
