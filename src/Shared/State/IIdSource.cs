namespace Tollgate.State;

/// <summary>Where ids come from: random in production, predictable in tests.</summary>
internal interface IIdSource
{
    /// <summary>32 characters of lower-case hex, never twice the same.</summary>
    string Next();
}
