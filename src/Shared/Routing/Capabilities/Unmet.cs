using Tollgate.Pipeline;

namespace Tollgate.Routing.Capabilities;

/// <summary>What a request asks for that a target cannot give.</summary>
internal readonly record struct Unmet
{
    public RequestNeeds Needs { get; init; }

    /// <summary>More is given to read than the model can hold, at the least; in tokens. Null: it may fit.</summary>
    public long? LeastInput { get; init; }

    /// <summary>The bound set on an answer is above what the model can write.</summary>
    public bool IsOutputTooLong { get; init; }

    /// <summary>The target can do all of it, for all that is known.</summary>
    public bool IsNothing => this == default;
}
