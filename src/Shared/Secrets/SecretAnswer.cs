namespace Tollgate.Secrets;

/// <summary>What a vault said to one question: a value, or why there is none.</summary>
internal sealed class SecretAnswer
{
    private SecretAnswer(string? value, string? problem, bool isOutage) => (Value, Problem, IsOutage) = (value, problem, isOutage);

    public string? Value { get; }

    /// <summary>For operators: names the vault, never the value. Null exactly when there is a value.</summary>
    public string? Problem { get; }

    /// <summary>It is the vault that failed, so that other questions would fare no better.</summary>
    public bool IsOutage { get; }

    public static SecretAnswer Found(string value) => new(value, problem: null, isOutage: false);

    /// <summary>The vault answered: this secret is not to be had.</summary>
    public static SecretAnswer Refused(string problem) => new(value: null, problem, isOutage: false);

    /// <summary>The vault did not answer, or failed.</summary>
    public static SecretAnswer Outage(string problem) => new(value: null, problem, isOutage: true);
}
