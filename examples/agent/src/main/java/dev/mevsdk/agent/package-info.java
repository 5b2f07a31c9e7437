/**
 * An agent under the SDK's control: market events in, decisions out. It decides and tells; it builds, signs and sends
 * no transaction. Entry types: {@link dev.mevsdk.agent.Agent}, {@link dev.mevsdk.agent.AgentMain}.
 */
@NullMarked
package dev.mevsdk.agent;

import org.jspecify.annotations.NullMarked;
