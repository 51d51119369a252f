using Tollgate.Models;
using Tollgate.Routing.Options;

namespace Tollgate.Configuration;

/// <summary>
/// Public models whose names have a <c>*</c> in them and stand for all that fit, such as <c>gpt-*</c>. The most specific one that fits
/// a name serves it: the one that leaves the least open, and among equals the first.
/// </summary>
internal sealed class ModelPatterns
{
    private readonly Model[] _models;

    /// <param name="models">In the operator's order.</param>
    public ModelPatterns(IEnumerable<Model> models) => _models = [.. models.OrderByDescending(model => model.Name.Length - model.Name.Count(character => character == '*'))];

    public static ModelPatterns None { get; } = new([]);

    /// <summary>The most specific first.</summary>
    public IReadOnlyList<Model> All => _models;

    public static bool IsPattern(string name) => name.Contains('*', StringComparison.Ordinal);

    public bool Contains(Model model) => Array.IndexOf(_models, model) >= 0;

    /// <summary>Null: none fits.</summary>
    public Model? Find(string name)
    {
        if (_models.Length == 0 || !ModelIdentifier.IsValid(name))
        {
            return null;
        }

        foreach (var model in _models)
        {
            if (Wildcard.Matches(model.Name, name))
            {
                return model;
            }
        }

        return null;
    }
}
