using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Tollgate.Analytics;
using Tollgate.FunctionApp.Durable;
using Tollgate.FunctionApp.Entities;

namespace Tollgate.Tests.Entities;

public sealed class EntityAgreementTests
{
    [Fact]
    public void EntityKinds_OfTheGateway_HaveOneShellEachUnderTheirName()
    {
        var kinds = typeof(UsageState).Assembly.GetTypes()
            .Where(type => type is { IsAbstract: false, IsInterface: false } && type.GetInterfaces().Any(IsEntityState));
        var shells = typeof(UsageEntity).Assembly.GetTypes().Where(type => StateOf(type) is not null).ToDictionary(type => StateOf(type)!);

        Assert.All(kinds, kind => Assert.Equal(KindOf(kind), TriggerOf(shells[kind]).EntityName));
        Assert.Equal(kinds.Count(), shells.Count);
    }

    private static bool IsEntityState(Type type) => type.Name.StartsWith("IEntityState", StringComparison.Ordinal) && type.Namespace == "Tollgate.State";

    private static Type? StateOf(Type type) => type is { IsAbstract: false, BaseType: { IsGenericType: true } parent }
        && parent.GetGenericTypeDefinition() == typeof(EntityShell<>) ? parent.GetGenericArguments()[0] : null;

    private static string? KindOf(Type kind) => kind.GetProperty("Kind", BindingFlags.Public | BindingFlags.Static)?.GetValue(null) as string;

    private static EntityTriggerAttribute TriggerOf(Type shell) => shell.GetMethods()
        .SelectMany(method => method.GetParameters())
        .Select(parameter => parameter.GetCustomAttribute<EntityTriggerAttribute>())
        .OfType<EntityTriggerAttribute>()
        .Single();
}
