package dev.bailey.server.http;

import static dev.bailey.server.http.Field.Type.TEXT;
import static dev.bailey.server.http.Field.Type.TEXTS;
import static dev.bailey.server.http.Field.Type.TRUTH;
import static dev.bailey.server.http.Field.Type.WHOLE;
import static dev.bailey.server.http.Field.optional;
import static dev.bailey.server.http.Field.required;

import java.util.List;

/** The table of all routes: the whole surface on one page. */
final class Routes {
  private static final String JOB = "/v1/jobs/{id}";

  private Routes() {}

  static List<Route> of(Api api) {
    return List.of(
        new Route(
            "POST",
            "/v1/jobs",
            Permission.JOB_SUBMIT,
            "Submits the job in a directory, or only plans it.",
            List.of(
                required("directory", TEXT, "absolute path of the job's directory"),
                optional("file", TEXT, "name of the job file in it; `job.yaml` if absent"),
                optional("dry_run", TRUTH, "plan only; nothing is recorded or stored")),
            List.of(),
            "201 (200 for a dry run or a repetition) `{id, state, plan, plan_sha256, code_files,"
                + " repeated, pieces: [{type, envelope}]}`; `id` and `state` are empty for a dry run",
            api::submit),
        get(
            "/v1/jobs",
            Permission.JOB_READ,
            "Lists all jobs in order of submission.",
            "`{jobs: [<line>]}`",
            api::list),
        get(JOB, Permission.JOB_READ, "Shows a job.", "`<page>`", api::show),
        get(
            JOB + "/why",
            Permission.JOB_READ,
            "Says in one sentence why a job is where it is.",
            "`{id, state, why, glass: [<who asked to break the glass>]}`",
            api::why),
        post(
            JOB + "/cancel",
            Permission.JOB_CANCEL,
            "Asks a waiting or running job to end; it has ended when its state says so.",
            List.of(),
            "`{id, cancelling: true}`; 409 if it is over, 403 if the policy does not let it be signalled; it then runs on",
            api::cancel),
        new Route(
            "DELETE",
            JOB,
            Permission.JOB_DELETE,
            "Removes a finished job's log and rows; its history in the ledger stays.",
            List.of(),
            List.of(),
            "`{removed: <id>}`; 409 if it is not over",
            api::remove),
        new Route(
            "GET",
            JOB + "/log",
            Permission.LOG_READ,
            "A job's log, as it is now or until the job is over.",
            List.of(),
            List.of(
                optional("from", WHOLE, "number of the first line, from 1"),
                optional("follow", TRUTH, "`true`: go on until the attempt's history is closed"),
                glass()),
            "events `line`, `state` (only with `follow`), `end`",
            api::log),
        post(
            JOB + "/exec",
            Permission.JOB_EXEC,
            "Runs a command in a running job's container.",
            List.of(required("command", TEXTS, "argument list")),
            "101 and frames, see below; 409 if the job does not run",
            api::exec),
        new Route(
            "GET",
            JOB + "/outputs/{name...}",
            Permission.OUTPUT_READ,
            "A stored output.",
            List.of(),
            List.of(glass()),
            "its bytes",
            api::output),
        get(
            JOB + "/evidence",
            Permission.EVIDENCE_READ,
            "The evidence file of a job that is over.",
            "its bytes; 409 if the job is not over",
            api::evidence),
        new Route(
            "GET",
            JOB + "/record",
            Permission.AUDIT_READ,
            "The history of a job's attempt, with the texts of the policies that decided in it.",
            List.of(),
            List.of(optional("attempt", WHOLE, "number of the attempt; the last one if absent")),
            "`{entries: [{index, event}], documents: [<policy>], pieces: [<envelope in base64>]}`",
            api::record),
        get(
            "/v1/images",
            Permission.IMAGE_READ,
            "Lists the images that jobs can name.",
            "`{images: [{name, id, …}]}`",
            api::images),
        post(
            "/v1/images/{name}/build",
            Permission.IMAGE_BUILD,
            "Builds an image from a directory.",
            List.of(required("directory", TEXT, "absolute path of the image's directory")),
            "events `progress`, then `end` or `problem`",
            api::build),
        post(
            "/v1/images/pull",
            Permission.IMAGE_PULL,
            "Fetches an image from a registry.",
            List.of(
                required("reference", TEXT, "`registry/name@sha256:…`"),
                optional("username", TEXT, "who to be at that registry"),
                optional("password", TEXT, "as that user; not kept and not recorded")),
            "events `progress`, then `end` with `{name, id, layers, entrypoint, command,"
                + " environment, workdir, user}` or `problem`",
            api::pull),
        new Route(
            "GET",
            "/v1/audit",
            Permission.AUDIT_READ,
            "Events of the node's log, at most " + Limits.AUDIT_ENTRIES + ".",
            List.of(),
            List.of(optional("from", WHOLE, "index of the first event; the last ones if absent")),
            "`{size, next, entries: [{index, event}]}`",
            api::audit),
        get(
            "/v1/audit/{index}/record",
            Permission.AUDIT_READ,
            "The history of one subject up to an event of the node's log; that of the node itself"
                + " from the last start of the agent.",
            "as `/v1/jobs/{id}/record`",
            api::recordUntil),
        post(
            "/v1/audit/verify",
            Permission.AUDIT_READ,
            "Checks the node's log from its first event.",
            List.of(),
            "`{ok, …}`",
            api::verifyAudit),
        get(
            "/v1/policy",
            Permission.POLICY_READ,
            "The policy in force.",
            "`{name, sha256, epoch, signer, rego}`",
            api::policy),
        post(
            "/v1/policy",
            Permission.POLICY_CHANGE,
            "Puts a signed policy in force.",
            List.of(required("file", TEXT, "absolute path of the signed policy")),
            "`{name, sha256, epoch, signer}`",
            api::changePolicy),
        get(
            "/v1/secrets",
            Permission.SECRET_READ,
            "Lists the secrets; no route gives a value.",
            "`{secrets: [{name, number, version, since, readable}]}`",
            api::secrets),
        post(
            "/v1/secrets/{name}",
            Permission.SECRET_CHANGE,
            "Stores a secret, or the next value of one.",
            List.of(required("value", TEXT, "the value in base64")),
            "`{name, number, version}`",
            api::setSecret),
        new Route(
            "DELETE",
            "/v1/secrets/{name}",
            Permission.SECRET_CHANGE,
            "Removes a secret; a job that has it keeps its copy until it is over.",
            List.of(),
            List.of(),
            "`{removed: <name>}`",
            api::removeSecret),
        post(
            "/v1/secret-key/rotate",
            Permission.SECRET_CHANGE,
            "Encrypts all secrets under a new key and forgets the old one.",
            List.of(),
            "`{key, secrets}`: the key's name, and how many secrets there are",
            api::rotateSecretKey),
        get(
            "/v1/doctor",
            Permission.HOST_READ,
            "What this host has and lacks.",
            "`{checks: […]}`",
            api::doctor),
        post(
            "/v1/doctor/fix",
            Permission.HOST_CHANGE,
            "Puts right what can be put right.",
            List.of(),
            "events `progress`, then `end` or `problem`",
            api::fix),
        get(
            "/v1/key",
            Permission.AGENT_READ,
            "The node's public key as a line of a key file.",
            "`{key}`",
            api::key),
        get(
            "/v1/version",
            Permission.AGENT_READ,
            "The agent's version.",
            "`{version, api: 1}`",
            api::version),
        post(
            "/v1/shutdown",
            Permission.AGENT_STOP,
            "Stops the agent; what waits or runs is taken up by the next one.",
            List.of(optional("force", TRUTH, "also while jobs wait or run")),
            "`{stopping: true}`; 409 while jobs wait or run",
            api::shutdown));
  }

  private static Field glass() {
    return optional(
        Api.GLASS, TEXT, "if the policy refuses, ask `break_glass` with this reason of one line");
  }

  private static Route get(
      String path, Permission permission, String meaning, String answer, Route.Handler handler) {
    return new Route("GET", path, permission, meaning, List.of(), List.of(), answer, handler);
  }

  private static Route post(
      String path,
      Permission permission,
      String meaning,
      List<Field> body,
      String answer,
      Route.Handler handler) {
    return new Route("POST", path, permission, meaning, body, List.of(), answer, handler);
  }
}
