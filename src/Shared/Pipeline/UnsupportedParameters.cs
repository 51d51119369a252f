namespace Tollgate.Pipeline;

/// <summary>
/// What happens to members of a request that its target cannot do: refused by name, or dropped where the tenant's
/// <c>unsupportedParameters</c> says so, and told in <c>x-tollgate-dropped-parameters</c>. Never silently overlooked.
/// </summary>
/// <param name="drops">Leave them out and go on.</param>
internal sealed class UnsupportedParameters(bool drops)
{
    private List<string>? _dropped;

    /// <summary>What was left out, in the order of discovery.</summary>
    public IReadOnlyList<string> Dropped => _dropped ?? (IReadOnlyList<string>)[];

    /// <summary>Notes that the target cannot do a member, without which the request still makes sense.</summary>
    /// <param name="parameter">The member, as in <c>logit_bias</c> or <c>tools[0].strict</c>.</param>
    /// <param name="target">Who cannot: the provider or model, for the message.</param>
    /// <exception cref="RefusalException">The tenant does not want it dropped.</exception>
    public void Drop(string parameter, string target)
    {
        if (!drops)
        {
            throw Refuse(parameter, $"{target} does not support '{parameter}'. Leave it out, choose another model, or have the tenant's unsupportedParameters set to 'drop'.");
        }

        Note(parameter);
    }

    /// <summary>Notes that the target cannot go as high as a member asks; where this returns, the target's own limit takes its place.</summary>
    /// <param name="parameter">The member, as in <c>max_tokens</c>.</param>
    /// <param name="target">Who cannot.</param>
    /// <param name="limit">How high it can go.</param>
    /// <exception cref="RefusalException">The tenant does not want it lowered.</exception>
    public void Lower(string parameter, string target, long limit)
    {
        if (!drops)
        {
            throw Refuse(parameter, $"{target} supports '{parameter}' up to {limit}. Lower it, choose another model, or have the tenant's unsupportedParameters set to 'drop'.");
        }
    }

    /// <summary>For what cannot be left out without answering another question than was asked: an image, a file.</summary>
    public static RefusalException Refuse(string parameter, string message) =>
        new(Refusal.Invalid("unsupported_parameter", message, parameter));

    private void Note(string parameter)
    {
        _dropped ??= [];
        if (!_dropped.Contains(parameter))
        {
            _dropped.Add(parameter);
        }
    }
}
