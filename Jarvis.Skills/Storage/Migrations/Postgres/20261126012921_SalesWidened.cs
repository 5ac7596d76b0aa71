using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Jarvis.Skills.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class SalesWidened : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "CameWithCompany",
                table: "leads",
                type: "boolean",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "CameWithPhone",
                table: "leads",
                type: "boolean",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "crm_cursors",
                columns: table => new
                {
                    Vendor = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Kind = table.Column<int>(type: "integer", nullable: false),
                    Cursor = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    ReadAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_crm_cursors", x => new { x.Vendor, x.Kind });
                });

            migrationBuilder.CreateTable(
                name: "crm_links",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Vendor = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Kind = table.Column<int>(type: "integer", nullable: false),
                    VendorId = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    ContactId = table.Column<int>(type: "integer", nullable: true),
                    DealId = table.Column<int>(type: "integer", nullable: true),
                    NoteId = table.Column<long>(type: "bigint", nullable: true),
                    LinkedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    OursJson = table.Column<string>(type: "text", nullable: false),
                    TheirsJson = table.Column<string>(type: "text", nullable: false),
                    OurChangeSeenAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    DeletedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ConflictJson = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_crm_links", x => x.Id);
                    table.ForeignKey(
                        name: "FK_crm_links_activities_NoteId",
                        column: x => x.NoteId,
                        principalTable: "activities",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "FK_crm_links_contacts_ContactId",
                        column: x => x.ContactId,
                        principalTable: "contacts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "FK_crm_links_deals_DealId",
                        column: x => x.DealId,
                        principalTable: "deals",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateTable(
                name: "lead_scorers",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Mark = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    ReportJson = table.Column<string>(type: "text", nullable: false),
                    Model = table.Column<byte[]>(type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_lead_scorers", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "lead_tasks",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    ContactId = table.Column<int>(type: "integer", nullable: false),
                    LeadId = table.Column<int>(type: "integer", nullable: true),
                    What = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    DueAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    CreatedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    DoneAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Key = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_lead_tasks", x => x.Id);
                    table.ForeignKey(
                        name: "FK_lead_tasks_contacts_ContactId",
                        column: x => x.ContactId,
                        principalTable: "contacts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

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
                name: "IX_leads_Source_State",
                table: "leads",
                columns: new[] { "Source", "State" });

            migrationBuilder.CreateIndex(
                name: "IX_contacts_Phone",
                table: "contacts",
                column: "Phone");

            migrationBuilder.CreateIndex(
                name: "IX_activities_At",
                table: "activities",
                column: "At",
                filter: "\"Kind\" = 'mail.in'");

            migrationBuilder.CreateIndex(
                name: "IX_crm_links_ContactId",
                table: "crm_links",
                column: "ContactId");

            migrationBuilder.CreateIndex(
                name: "IX_crm_links_DealId",
                table: "crm_links",
                column: "DealId");

            migrationBuilder.CreateIndex(
                name: "IX_crm_links_NoteId",
                table: "crm_links",
                column: "NoteId");

            migrationBuilder.CreateIndex(
                name: "IX_crm_links_Vendor_Kind_VendorId",
                table: "crm_links",
                columns: new[] { "Vendor", "Kind", "VendorId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_lead_tasks_ContactId",
                table: "lead_tasks",
                column: "ContactId");

            migrationBuilder.CreateIndex(
                name: "IX_lead_tasks_DoneAt_DueAt",
                table: "lead_tasks",
                columns: new[] { "DoneAt", "DueAt" });

            migrationBuilder.CreateIndex(
                name: "IX_lead_tasks_Key",
                table: "lead_tasks",
                column: "Key",
                unique: true);

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
                name: "crm_cursors");

            migrationBuilder.DropTable(
                name: "crm_links");

            migrationBuilder.DropTable(
                name: "lead_scorers");

            migrationBuilder.DropTable(
                name: "lead_tasks");

            migrationBuilder.DropTable(
                name: "sequence_steps");

            migrationBuilder.DropTable(
                name: "sequence_enrolments");

            migrationBuilder.DropIndex(
                name: "IX_leads_Source_State",
                table: "leads");

            migrationBuilder.DropIndex(
                name: "IX_contacts_Phone",
                table: "contacts");

            migrationBuilder.DropIndex(
                name: "IX_activities_At",
                table: "activities");

            migrationBuilder.DropColumn(
                name: "CameWithCompany",
                table: "leads");

            migrationBuilder.DropColumn(
                name: "CameWithPhone",
                table: "leads");
        }
    }
}
