namespace Tollgate.Health.Checks;

/// <summary>What a provider made of the question whether it is there.</summary>
/// <param name="Failure">Code of what is wrong with it; null: it is there.</param>
/// <param name="IsServed">It did what it was asked. One that only says no (404, 429) is there, but may have said so without a look at the key.</param>
internal readonly record struct CheckAnswer(string? Failure, bool IsServed);
