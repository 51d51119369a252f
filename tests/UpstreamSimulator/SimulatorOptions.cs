namespace Tollgate.UpstreamSimulator;

/// <summary>How a simulator is set up. The defaults serve every test that does not care.</summary>
public sealed record SimulatorOptions
{
    /// <summary>Port on 127.0.0.1. Default 0: any free one.</summary>
    public int Port { get; init; }

    /// <summary>The clock of delays and timestamps. Default: the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>API keys that are answered with 401; any other non-empty key is accepted.</summary>
    public IReadOnlyCollection<string> RefusedApiKeys { get; init; } = ["sk-bad"];

    /// <summary>
    /// Models served, beside every <c>sim-{fault}</c>. A name that contains <c>embedding</c> embeds, one that contains
    /// <c>instruct</c> only completes prompts, one that contains <c>reasoning</c> or starts as OpenAI's reasoning models do thinks
    /// before it answers; any other chats.
    /// </summary>
    public IReadOnlyCollection<string> Models { get; init; } =
    [
        "sim-chat", "sim-reasoning", "sim-instruct", "sim-embedding",
        "gpt-4o", "gpt-4o-mini", "gpt-5-mini", "o4-mini", "gpt-3.5-turbo", "gpt-35-turbo", "gpt-3.5-turbo-instruct",
        "text-embedding-ada-002", "text-embedding-3-small", "text-embedding-3-large",
    ];

    /// <summary>The secret that requests of AWS's are signed with, whatever access key they name.</summary>
    public string AwsSecretAccessKey { get; init; } = "simulator-secret";

    /// <summary>Recorded requests kept, the oldest dropped first. Default 10,000.</summary>
    public int RecordedRequestLimit { get; init; } = 10_000;
}
