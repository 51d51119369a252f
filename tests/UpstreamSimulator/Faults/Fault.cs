namespace Tollgate.UpstreamSimulator;

/// <summary>
/// One way for an upstream to misbehave, or to behave in a lawful but unusual manner. Faults combine: each alters what the one
/// before it left. Every fault has a name, by which a request can ask for it: a model <c>sim-{name}</c> or
/// <c>{model}+{name}+{name}</c>, or <c>[simulate: {name}, {name}]</c> within its text.
/// </summary>
public sealed partial class Fault
{
    private readonly Func<Reply, IErrorEnvelope, Reply>? _alter;
    private readonly Func<AnswerShape, AnswerShape>? _shape;

    private Fault(string name, Func<Reply, IErrorEnvelope, Reply> alter)
    {
        Name = name;
        _alter = alter;
    }

    private Fault(string name, Func<Reply, Reply> alter)
        : this(name, (reply, _) => alter(reply))
    {
    }

    private Fault(string name, Func<AnswerShape, AnswerShape> shape)
    {
        Name = name;
        _shape = shape;
    }

    /// <summary>The name that requests ask for it by.</summary>
    public string Name { get; }

    public override string ToString() => Name;

    internal AnswerShape Shape(AnswerShape shape) => _shape?.Invoke(shape) ?? shape;

    internal Reply Alter(Reply reply, IErrorEnvelope envelope) => _alter?.Invoke(reply, envelope) ?? reply;
}
