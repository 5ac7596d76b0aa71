using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Jarvis.Skills.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Sequences : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "sequence_enrolments",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    LeadId = table.Column<int>(type: "integer", nullable: false),
                    RunningLeadId = table.Column<int>(type: "integer", nullable: true),
                    Sequence = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    StepByStep = table.Column<bool>(type: "boolean", nullable: false),
                    ActionId = table.Column<Guid>(type: "uuid", nullable: false),
                    StartedBy = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    StartedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    AfterActivity = table.Column<long>(type: "bigint", nullable: false),
                    AfterMail = table.Column<int>(type: "integer", nullable: false),
                    AfterAway = table.Column<long>(type: "bigint", nullable: false),
                    NextStep = table.Column<int>(type: "integer", nullable: false),
                    DueAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Failures = table.Column<int>(type: "integer", nullable: false),
                    EndedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    End = table.Column<int>(type: "integer", nullable: false),
                    EndWords = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sequence_enrolments", x => x.Id);
                    table.ForeignKey(
                        name: "FK_sequence_enrolments_leads_LeadId",
                        column: x => x.LeadId,
                        principalTable: "leads",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "sequence_steps",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    EnrolmentId = table.Column<int>(type: "integer", nullable: false),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    Template = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    After = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Letter = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Approval = table.Column<int>(type: "integer", nullable: true),
                    BegunAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    SentAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sequence_steps", x => x.Id);
                    table.ForeignKey(
                        name: "FK_sequence_steps_sequence_enrolments_EnrolmentId",
                        column: x => x.EnrolmentId,
                        principalTable: "sequence_enrolments",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_sequence_enrolments_ActionId_LeadId",
                table: "sequence_enrolments",
                columns: new[] { "ActionId", "LeadId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_sequence_enrolments_EndedAt_DueAt",
                table: "sequence_enrolments",
                columns: new[] { "EndedAt", "DueAt" });

            migrationBuilder.CreateIndex(
                name: "IX_sequence_enrolments_LeadId",
                table: "sequence_enrolments",
                column: "LeadId");

            migrationBuilder.CreateIndex(
                name: "IX_sequence_enrolments_RunningLeadId",
                table: "sequence_enrolments",
                column: "RunningLeadId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_sequence_steps_BegunAt",
                table: "sequence_steps",
                column: "BegunAt");

            migrationBuilder.CreateIndex(
                name: "IX_sequence_steps_EnrolmentId_Number",
                table: "sequence_steps",
                columns: new[] { "EnrolmentId", "Number" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "sequence_steps");

            migrationBuilder.DropTable(
                name: "sequence_enrolments");
        }
    }
}
