/** What the control log leaves in a store, without a type of any store. Entry types: AuditSink, AuditSource. */
@NullMarked
package dev.mevsdk.core.control;

import org.jspecify.annotations.NullMarked;
