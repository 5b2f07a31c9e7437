/** Where events come from and go to, without a type of any server. Entry types: EventPublisher, EventSink. */
@NullMarked
package dev.mevsdk.core.event;

import org.jspecify.annotations.NullMarked;
