package dev.mevsdk.springboot;

import dev.mevsdk.core.*;
import dev.mevsdk.core.auth.*;
import dev.mevsdk.jobs.*;
import dev.mevsdk.transport.control.*;
import java.util.*;
import org.springframework.http.*;
import org.springframework.web.bind.annotation.*;
import org.springframework.web.server.ResponseStatusException;

/** Control and jobs by REST, for tokens with the role that each takes. */
@RestController
record MevApi(TokenVerifier tokens, ControlService control, JobQueue queue) {
    @PostMapping("/api/control/module/{module}:{action}")
    byte[] command(
            @RequestHeader("Authorization") String token,
            @PathVariable String module,
            @PathVariable String action,
            @RequestBody(required = false) byte[] body) {
        String issuer = require(Role.ADMIN, token).subject();
        ControlRequest request = ControlRequest.of(module, action, body == null ? new byte[0] : body);
        return control.control(request.withIssuer(issuer)).toJson();
    }

    @PostMapping("/api/jobs/report")
    Map<String, String> start(@RequestHeader("Authorization") String token) {
        require(Role.ADMIN, token);
        return Map.of("job_id", queue.enqueue(JobRequest.of("report", "{}")).jobId());
    }

    @GetMapping("/api/jobs/{id}")
    Map<String, String> job(@RequestHeader("Authorization") String token, @PathVariable String id) {
        require(Role.VIEWER, token);
        return queue.status(id).map(JobStatus::fields).orElse(Map.of("state", "unknown"));
    }

    private Principal require(Role role, String token) {
        return Optional.of(tokens.verify(token.replaceFirst("(?i)^Bearer ", "")))
                .filter(caller -> caller.has(role))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.FORBIDDEN, "needs the role " + role.claim()));
    }

    @ExceptionHandler
    ResponseEntity<byte[]> problem(MevException e) {
        int status = e instanceof TokenRejectedException ? 401 : Problem.of(e).status();
        return ResponseEntity.status(status).body(Problem.of(e).toJson());
    }
}
