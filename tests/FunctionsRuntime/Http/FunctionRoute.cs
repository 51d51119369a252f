using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Azure.Functions.Worker;
using Tollgate.FunctionsRuntime.Functions;

namespace Tollgate.FunctionsRuntime.Http;

/// <summary>The path and the methods that lead to one HTTP function.</summary>
internal sealed class FunctionRoute
{
    private readonly TemplateMatcher _matcher;
    private readonly (string Name, IRouteConstraint Constraint)[] _constraints;
    private readonly HttpTriggerAttribute _trigger;

    public FunctionRoute(Function function, string prefix, IInlineConstraintResolver constraints)
    {
        Function = function;
        _trigger = (HttpTriggerAttribute)function.Trigger;
        var template = TemplateParser.Parse($"{prefix}/{_trigger.Route ?? function.Name}".TrimStart('/'));
        var defaults = from part in template.Parameters
                       where part.DefaultValue is not null
                       select KeyValuePair.Create(part.Name!, part.DefaultValue);
        _matcher = new TemplateMatcher(template, new RouteValueDictionary(defaults));
        _constraints = [.. from part in template.Parameters
                           from constraint in part.InlineConstraints
                           select (part.Name!, constraints.ResolveConstraint(constraint.Constraint)
                               ?? throw new InvalidOperationException($"'{constraint.Constraint}' is no route constraint."))];
    }

    public Function Function { get; }

    /// <summary>The route's values when it takes the request, otherwise null.</summary>
    public RouteValueDictionary? Match(HttpRequest request)
    {
        var values = new RouteValueDictionary();
        var isMatch = TakesMethod(request.Method) && _matcher.TryMatch(request.Path, values) && Array.TrueForAll(_constraints, IsMet);
        return isMatch ? values : null;

        bool IsMet((string Name, IRouteConstraint Constraint) it) =>
            it.Constraint.Match(request.HttpContext, null, it.Name, values, RouteDirection.IncomingRequest);
    }

    /// <summary>The host's keys are not emulated: a function that asks for one answers nobody.</summary>
    public bool NeedsKey => _trigger.AuthLevel != AuthorizationLevel.Anonymous;

    private bool TakesMethod(string method) =>
        _trigger.Methods is not { Length: > 0 } methods || methods.Contains(method, StringComparer.OrdinalIgnoreCase);
}
